-- Assigns the next departure of an account to one request at a time.
-- KEYS: rate limit. ARGV: token of the request, writer, interval, lease, early (all microseconds).
-- Returns {state, due time, end of the lease, fencing number, others, time}; the state is 1 for a lease, 0 if it is not due yet,
-- -1 while another request holds it; others is 1 if other runs send with the account.
local token, writer = ARGV[1], ARGV[2]
local interval, lease, early = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local longest = 15 * 60 * 1000000
local time = now()
local known = redis.call('HMGET', KEYS[1], 'holder', 'until', 'next', 'fence', 'writer', 'left')
local holder, till, due = known[1] or '', tonumber(known[2] or 0), tonumber(known[3] or 0)

-- A clock that was set back, or that of another server, must not delay requests for long.
if due - time > interval + longest then
  due = time + interval
end
if till - time > interval + longest then
  till = time
end

local others = known[5] and known[5] ~= writer and time - tonumber(known[6] or 0) < 10 * interval and 1 or 0
if holder ~= '' and holder ~= token then
  if string.match(holder, '^%w+') ~= writer then
    others = 1
  end
  if time < till then
    return {-1, due, 0, 0, others, time}
  end

  -- The holder may have sent at the very end of its lease.
  due = math.max(due, till + interval)
elseif holder == token and time < till then
  return {1, due, till, tonumber(known[4]), others, time} -- called again because the response was lost
end

local waits = due - time > early
due = math.max(due, time)
till = due + lease
redis.call('HSET', KEYS[1], 'holder', waits and '' or token, 'until', text(till), 'next', text(due))
redis.call('PEXPIRE', KEYS[1], math.ceil(2 * (interval + longest) / 1000))
if waits then
  return {0, due, 0, 0, others, time}
end

local fence = redis.call('HINCRBY', KEYS[1], 'fence', 1)
return {1, due, till, fence, others, time}
