-- Asks Gatehouse before a request goes on. In the configuration of Apache httpd (2.4, mod_lua, with the package lua-socket):
--   LuaHookAccessChecker /etc/apache2/gatehouse.lua check early
-- Only a 200 lets a request through. Any other answer is the client's; no answer at all is a 503.

local socket = require "socket"

local gatehouse = { host = "127.0.0.1", port = 9091, path = "/api/authz/forward-auth", timeout_seconds = 5 }

local identity = { "Remote-User", "Remote-Groups", "Remote-Name", "Remote-Email" }

-- What of the client's request Gatehouse reads.
local asked_with = {
  "Accept", "Authorization", "Cookie", "Proxy-Authorization", "Sec-Fetch-Dest", "Sec-Fetch-Mode", "Session-Username", "X-Requested-With",
}

-- What of a refusal the client needs.
local answered_with = { "Cache-Control", "Location", "Proxy-Authenticate", "WWW-Authenticate", "X-Request-Id" }

local function question(r)
  local lines = {
    "GET " .. gatehouse.path .. " HTTP/1.1",
    "Host: " .. gatehouse.host,
    "Connection: close",
    "X-Forwarded-For: " .. r.useragent_ip,
    "X-Forwarded-Host: " .. (r.headers_in["Host"] or ""),
    "X-Forwarded-Method: " .. r.method,
    "X-Forwarded-Proto: " .. (r.is_https and "https" or "http"),
    "X-Forwarded-URI: " .. r.unparsed_uri,
  }
  for _, name in ipairs(asked_with) do
    local value = r.headers_in[name]
    if value then lines[#lines + 1] = name .. ": " .. value end
  end
  return table.concat(lines, "\r\n") .. "\r\n\r\n"
end

-- The status and the headers by their lower-case names; nil unless they came whole.
local function read_answer(connection)
  local status = (connection:receive("*l") or ""):match("^HTTP/1%.1 (%d%d%d) ")
  local headers = {}
  while status do
    local line = connection:receive("*l")
    if line == nil then return nil end
    if line == "" then return tonumber(status), headers end
    local name, value = line:match("^([^:]+):%s*(.-)%s*$")
    if name then headers[name:lower()] = value end
  end
end

local function ask(r)
  local connection = socket.tcp()
  connection:settimeout(gatehouse.timeout_seconds)
  local status, headers
  if connection:connect(gatehouse.host, gatehouse.port) and connection:send(question(r)) then
    status, headers = read_answer(connection)
  end
  connection:close()
  return status, headers
end

function check(r)
  local status, headers = ask(r)
  if status == nil or status < 200 or (status > 200 and status < 300) or status >= 500 then
    r:err("Gatehouse does not answer, so nobody is let in")
    return 503
  end
  if status == 200 then
    for _, name in ipairs(identity) do r.headers_in[name] = headers[name:lower()] or "" end
    return apache2.OK
  end
  for _, name in ipairs(answered_with) do
    local value = headers[name:lower()]
    if value then r.err_headers_out[name] = value end
  end
  -- For redirects Apache looks here.
  if headers.location and status < 400 then r.headers_out["Location"] = headers.location end
  return status
end
