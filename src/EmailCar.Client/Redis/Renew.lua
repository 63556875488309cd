-- Shows that a run lives, or, with a lease of 0, that it has ended: what it has claimed is free then.
-- KEYS: journal. ARGV: owner, lease (microseconds).
if ARGV[2] == '0' then
  redis.call('HDEL', KEYS[4], ARGV[1])
else
  renew(ARGV[1], tonumber(ARGV[2]))
end
return 1
