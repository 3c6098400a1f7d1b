"""The editor in the browser: pages and forms on the same YAML files, for people who write with Word."""
