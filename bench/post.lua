-- wrk -s post.lua URL -- FILE: sends the HTTP request in FILE, its target, headers and body.
function init(args)
  local text = assert(io.open(args[1], "rb")):read("*a")
  local head, body = text:match("^(.-)\r\n\r\n(.*)$")
  wrk.method, wrk.path = head:match("^(%S+) (%S+)")
  for name, value in head:gmatch("\r\n([^:]+): ([^\r]*)") do
    if name ~= "Content-Length" then wrk.headers[name] = value end
  end
  wrk.body = body
  sent = wrk.format()
end

function request() return sent end
