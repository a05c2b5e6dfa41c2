# Read by the scripts of the contract; none of them is called instance.sh.

# INSTANCE_ID may hold any character, so it is never pasted anywhere: this is a name for what belongs to the instance.
database="db$(printf %s "$INSTANCE_ID" | sha256sum | cut -c1-16)"
folder="/var/lib/notes/$database"
umask 077

# What is pasted into a command is checked first, whoever made it.
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
