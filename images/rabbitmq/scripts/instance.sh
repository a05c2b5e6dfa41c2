# Read by the scripts of the contract. One container may serve several instances: each has a virtual host of its own.

vhost="db$(printf %s "$INSTANCE_ID" | sha256sum | cut -c1-16)"

# Erlang comes on standard input, so that no password is seen in a list of processes. rabbitmqctl would take seconds to
# start. The last expression says "ok", or it has failed; the answer is never repeated: it may hold passwords.
erlang() {
  [ "$(erl_call -sname rabbit@localhost -e 2>/dev/null)" = '{ok, ok}' ] || { echo 'the server refuses' >&2 && exit 1; }
}

# What is pasted into Erlang is checked first, whoever made it.
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
