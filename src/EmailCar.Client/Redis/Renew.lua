-- Renews the lease of a run, or, with a lease of 0, ends the run: the emails it has claimed are then free.
-- KEYS: journal. ARGV: owner, lease (microseconds).
if ARGV[2] == '0' then
  redis.call('HDEL', KEYS[4], ARGV[1])
else
  renew(ARGV[1], tonumber(ARGV[2]))
end
return 1
