#!/usr/bin/env bash
# For copies whose weekly workflow is an older one: it calls this, and then pushes the branch. It only adds to the branch.
#
#   bash .github/take-national-edition.sh ADDRESS MESSAGE_FILE
set -euo pipefail
told=$(mktemp)
trap 'rm -f "$told"' EXIT
changed=no
./handbook take-national "$1" --message "$told"
if [ -s "$told" ]; then
  changed=yes
  cp "$told" "$2"
  [ "${GITHUB_ACTIONS:-}" = true ] || git checkout --quiet national-edition
fi
echo "changed=$changed" >> "${GITHUB_OUTPUT:-/dev/stdout}"
