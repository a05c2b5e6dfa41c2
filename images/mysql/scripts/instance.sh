# Read by the scripts of the contract. One container may serve several instances: each has a database of its own.

# No "_" in the name: it is a wildcard in GRANT.
database="db$(printf %s "$INSTANCE_ID" | sha256sum | cut -c1-16)"

# SQL comes on standard input and is never repeated in an error: it holds passwords.
sql() {
  mariadb --batch --skip-column-names --skip-print-query-on-error
}

# What is pasted into SQL is checked first, whoever made it.
require_word() {
  case "$2" in
    '' | *[!A-Za-z0-9]*) echo "$1 must be letters and digits" >&2 && exit 64 ;;
  esac
}

# Every script may come right after a start of the container.
wait_for_server() {
  tries=0
  until /healthy 2>/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 400 ] || { echo 'the server does not answer' >&2 && exit 1; }
    sleep 0.1
  done
}
