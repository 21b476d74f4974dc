# What scripts/demo is made of: programs in the background, their logs, and what is read from them.
# shellcheck shell=bash

heading() { printf '\n== %s\n' "$1"; }
now_ms() { date +%s%3N; }

# A folder for this run; everything ends with the script unless it was asked to stay.
begin_demo() {
  work=$(mktemp -d "${TMPDIR:-/tmp}/vcenter-connector-demo.XXXXXX")
  chmod 700 "$work"; mkdir -p "$work/secrets" "$work/tmp"
  trap 'status=$?; [ -z "${work:-}" ] || [ -n "${leave:-}" ] || { stop_all; rm -rf "$work"; }; exit $status' EXIT
  trap 'exit 130' INT TERM
}

secret() { (umask 077; printf %s "$2" > "$work/secrets/$1"); }

fail() {
  echo >&2; echo "Demo failed: $1" >&2
  for log in "$work"/*.log; do
    echo "--- the end of $(basename "$log")" >&2; tail -n 20 "$log" >&2
  done
  exit 1
}

# start NAME READY-TEXT COMMAND...: returns when the program has printed the text.
start() {
  local name=$1 text=$2; shift 2
  : > "$work/$name.log"
  TMPDIR=$work/tmp nohup "$@" </dev/null >"$work/$name.log" 2>&1 &
  echo $! > "$work/$name.pid"
  wait_for_line "$name" "$text"
}

running() { kill -0 "$(cat "$work/$1.pid")" 2>/dev/null; }

wait_for_line() { wait_for_lines "$1" "$2" 1; }

# wait_for_lines NAME TEXT COUNT
wait_for_lines() {
  local deadline=$((SECONDS + ${limit:-60}))
  until [ "$(grep -c -- "$2" "$work/$1.log")" -ge "$3" ]; do
    running "$1" || fail "$1 ended before it said: $2"
    [ "$SECONDS" -lt "$deadline" ] || fail "$1 does not say: $2"
    sleep 0.05
  done
}

# As a crash or a lost node would: it has no time for anything.
kill_connector() {
  local pid
  pid=$(cat "$work/connector.pid")
  kill -KILL "$pid"
  wait "$pid" 2>/dev/null || true
}

ready_url() { grep -o 'url=[^ ]*' "$work/$1.log" | head -n 1 | cut -d= -f2-; }
resident() { awk '/VmRSS/ {printf "%.1f MiB", $2 / 1024}' "/proc/$(cat "$work/$1.pid")/status"; }
vcctl() { GOVC_URL=$vcenter build/vcsim/vcctl "$@"; }

# show NAME TEXT LABEL: the first line of that log that holds the text.
show() { printf '   %-28s %s\n' "$3" "$(grep -m 1 -- "$2" "$work/$1.log" || echo '(nothing)')"; }

log_ms() { date -d "$(grep -m 1 -- "$2" "$work/$1.log" | grep -o '^[^ ]*')" +%s%3N; }

summary() {
  local read_at invoked_at done_at seconds
  read_at=$(log_ms connector "Message on topic: vm.powered.on")
  invoked_at=$(log_ms connector "Invoke function: vm-tagging")
  done_at=$(log_ms local-gateway "Function called")
  seconds=$(grep -o 'seconds=[0-9.]*' "$work/local-gateway.log" | head -n 1 | cut -d= -f2)
  if [ -z "$real" ]; then
    echo "   from power-on until the connector had the event   $((read_at - powered_on)) ms"
    echo "      (the simulator shows changes every 250 ms only; a real vCenter shows them at once)"
  fi
  echo "   from there until the gateway had taken the call    $((invoked_at - read_at)) ms"
  echo "   the function itself, a new Python process          $(awk -v s="$seconds" 'BEGIN {printf "%.0f", s * 1000}') ms"
  echo "   from the event until the VM had its tag            $((done_at - read_at)) ms"
}

stop_all() {
  local name pid status
  for name in connector local-gateway vcsim; do
    [ -f "$work/$name.pid" ] || continue
    pid=$(cat "$work/$name.pid")
    kill "$pid" 2>/dev/null || true
    status=0; wait "$pid" 2>/dev/null || status=$?
    case $name in
      connector) connector_status=$status ;;
      local-gateway) gateway_status=$status ;;
    esac
    rm -f "$work/$name.pid"
  done
}

what_to_try() {
  leave=yes
  local vcctl="build/vcsim/vcctl -url $vcenter"
  cat <<EOF

Everything goes on running. Its logs and secrets are in $work. Try:
   tail -f $work/connector.log $work/local-gateway.log
   $vcctl list
   $vcctl power off DC0_H0_VM1
   $vcctl power on DC0_H0_VM1
   $vcctl tag ls-attached $tag
   $vcctl post VmPoweredOnEvent -vm DC0_C0_RP0_VM0 -count 20
   curl -s $gateway/system/functions
   build/release/vcenter-connector -help
End it with:
   kill $(cat "$work"/*.pid | tr '\n' ' ')&& sleep 1 && rm -rf $work
EOF
}
