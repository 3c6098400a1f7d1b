#!/usr/bin/env bash
# Merges the national repository into a branch "national-edition" of a trust's copy, and writes what that changes for the
# trust into a file.
#
#   bash .github/take-national-edition.sh ADDRESS MESSAGE_FILE
#
# A fork merges as git does; because it writes only its own folder, nothing can collide. A copy made with "Use this
# template" shares no history with the national repository, so the first time everything outside the folders of the
# trust is taken as the national repository has it. From then on, it merges like a fork.
# Files of .github/workflows stay as they are: the token of a workflow may not change them.
set -euo pipefail
upstream=$1
message=$2

say() { echo "changed=$1" >> "${GITHUB_OUTPUT:-/dev/stdout}"; }

git config user.name > /dev/null || git config user.name "National edition"
git config user.email > /dev/null || git config user.email "national-edition@users.noreply.github.com"
git fetch --quiet "$upstream" main:refs/remotes/upstream/main
if git merge-base --is-ancestor upstream/main HEAD; then
  say no
  exit 0
fi

git checkout --quiet -B national-edition
if git merge-base HEAD upstream/main > /dev/null; then
  git merge --quiet --no-commit --no-ff upstream/main
else
  own=()
  for folder in content/trusts/*/; do
    git cat-file -e "upstream/main:${folder}trust.yml" 2> /dev/null || own+=(":(exclude)${folder}")
  done
  git merge --quiet --no-commit --allow-unrelated-histories --strategy ours upstream/main
  git rm --quiet -r --ignore-unmatch -- . "${own[@]}"
  git checkout upstream/main -- .
fi
left=$(git diff --name-only HEAD upstream/main -- .github/workflows)
git checkout --quiet HEAD -- .github/workflows 2> /dev/null || true
git commit --quiet --message "Take the national edition"

{
  echo "The national edition has moved on. This is what it changes for you. Read it, decide, then merge."
  echo
  echo '```'
  ./handbook status || true
  echo '```'
  echo
  echo 'Where a local change is stale, run `./handbook rebase CODE` on this branch, or edit the file it names here.'
  if [ -n "$left" ]; then
    echo
    echo "These files of the national edition were left as yours are, because only a person may change them:"
    echo
    sed 's/^/- /' <<< "$left"
  fi
} > "$message"
say yes
