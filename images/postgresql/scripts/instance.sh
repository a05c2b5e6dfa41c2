# Read by the scripts of the contract. One container may serve several instances: each has a database of its own.

# Also the name of the role that owns everything in the database; logins come and go.
database="db$(printf %s "$INSTANCE_ID" | sha256sum | cut -c1-16)"

# SQL comes on standard input and is never repeated, neither in an error nor in the server's log: it holds passwords.
sql() {
  PGOPTIONS='-c log_min_error_statement=panic' \
    psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --set VERBOSITY=terse "$@"
}

role_exists() {
  [ "$(echo "SELECT 1 FROM pg_roles WHERE rolname = '$1'" | sql)" = 1 ]
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
