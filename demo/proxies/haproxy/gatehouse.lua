-- Asks Gatehouse before a request goes on. In haproxy.cfg: http-request lua.gatehouse <URL of the forward-auth endpoint>
-- Needs HAProxy 2.6 or newer (core.httpclient). Anything but a 2xx is the client's answer; no answer at all is a 502.

local timeout_milliseconds = 5000
local identity = { "remote-user", "remote-groups", "remote-name", "remote-email" }

-- Headers of the connection and of the body: the question has neither.
local not_asked = {
  ["connection"] = true, ["content-length"] = true, ["expect"] = true, ["host"] = true, ["keep-alive"] = true,
  ["te"] = true, ["trailer"] = true, ["transfer-encoding"] = true, ["upgrade"] = true,
}

local not_answered = { ["connection"] = true, ["content-length"] = true, ["keep-alive"] = true, ["transfer-encoding"] = true }

-- HAProxy counts values from 0, its own constructors from 1.
local function values_from_one(values)
  local list = {}
  for index = 0, #values do
    if values[index] ~= nil then list[#list + 1] = values[index] end
  end
  return list
end

local function copy(headers, left_out)
  local copied = {}
  for name, values in pairs(headers) do
    if not left_out[name:lower()] then copied[name] = values_from_one(values) end
  end
  return copied
end

local function refuse(txn, status, headers, body)
  txn:done(txn:reply({ status = status, headers = headers, body = body }))
end

core.register_action("gatehouse", { "http-req" }, function(txn, endpoint)
  local answer = core.httpclient():get({
    url = endpoint,
    headers = copy(txn.http:req_get_headers(), not_asked),
    timeout = timeout_milliseconds,
  })
  if answer == nil or answer.status == nil or answer.status < 200 or answer.status >= 600 then
    return refuse(txn, 502, {}, "The sign-in service does not answer.\n")
  end
  if answer.status >= 300 then
    local body = txn.f:method() == "HEAD" and "" or answer.body
    return refuse(txn, answer.status, copy(answer.headers, not_answered), body)
  end
  for _, name in ipairs(identity) do
    local values = answer.headers[name]
    txn.http:req_set_header(name, values and values[0] or "")
  end
end, 1)
