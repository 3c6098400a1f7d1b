@echo off
rem Windows: runs ./handbook in WSL, the Linux that Windows has. Making PDFs needs libraries that are easy to have only there.
where wsl >nul 2>nul
if errorlevel 1 goto none
wsl --status >nul 2>nul
if errorlevel 1 goto none
pushd "%~dp0"
wsl bash ./handbook %*
set "ended=%errorlevel%"
popd
exit /b %ended%
:none
echo This needs WSL, the Linux that Windows has. In PowerShell, as an administrator, type: wsl --install
echo Restart, then try again. Without WSL, use the browser: docs/for-trusts.md says how.
exit /b 3
