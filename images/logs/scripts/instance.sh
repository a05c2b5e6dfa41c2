# Read by the scripts of the contract. A drain has no logins for those who write: one container is one instance.

logins=/var/lib/logs/logins
umask 077

# What is pasted into a file is checked first, whoever made it.
require_word() {
  case "$2" in
    '' | *[!A-Za-z0-9]*) echo "$1 must be letters and digits" >&2 && exit 64 ;;
  esac
}

# Takes the login USERNAME away, and puts the lines of standard input in its place. Written beside it first: a kill in the
# middle leaves all as it was.
replace_login() {
  { grep -v "^$USERNAME:" "$logins" || true; cat; } > "$logins.new"
  sync "$logins.new"
  mv "$logins.new" "$logins"
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
