-- Postpones all departures because the service requires it.
-- KEYS: rate limit. ARGV: delay, interval (microseconds).
local until_ = now() + tonumber(ARGV[1])
if until_ > tonumber(redis.call('HGET', KEYS[1], 'next') or 0) then
  redis.call('HSET', KEYS[1], 'next', text(until_))
  redis.call('PEXPIRE', KEYS[1], math.ceil(2 * (tonumber(ARGV[1]) + tonumber(ARGV[2])) / 1000) + 60000)
end
return 1
