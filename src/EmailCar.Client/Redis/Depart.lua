-- Releases the lease, after a departure or without one.
-- KEYS: rate limit. ARGV: fencing number, or the token if the number was not received, writer, server's time of the departure, interval; -1 without a departure (microseconds).
-- Returns 1, or 0 if the lease had expired and another run holds it.
local fence, left, interval = ARGV[1], tonumber(ARGV[3]), tonumber(ARGV[4])
local known = redis.call('HMGET', KEYS[1], 'fence', 'next', 'holder')
if (known[3] or '') == '' or known[1] ~= fence and known[3] ~= fence then
  return 0
end

redis.call('HSET', KEYS[1], 'holder', '')
if left >= 0 then
  left = math.min(left, now())
  local due = math.max(tonumber(known[2] or 0), left + interval)
  redis.call('HSET', KEYS[1], 'next', text(due), 'writer', ARGV[2], 'left', text(left))
end
return 1
