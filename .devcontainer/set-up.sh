#!/usr/bin/env bash
# Runs once, when a codespace is made: what print needs from the system, and the Python packages.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
sudo apt-get update -qq
sudo apt-get install -y -qq --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
./handbook --version
