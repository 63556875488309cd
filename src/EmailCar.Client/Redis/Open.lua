-- Starts a run, or a check during which no other run may write.
-- KEYS: journal. ARGV: owner, lease (microseconds), milliseconds to keep, 1 for exclusive or ? only to ask, lines expected, header line to add or ''.
-- Returns 'ok', 'inuse', or 'changed' if another run has written since the lines were counted.
for i, value in ipairs(redis.call('HGETALL', KEYS[4])) do
  if i % 2 == 1 then
    local owner = value
    if not lives(owner) then
      redis.call('HDEL', KEYS[4], owner)
    elseif owner ~= ARGV[1] and (ARGV[4] ~= '0' or string.sub(owner, 1, 1) == 'x') then
      return 'inuse'
    end
  end
end

if ARGV[4] == '?' then
  return 'ok'
end

if ARGV[6] ~= '' then
  if redis.call('LLEN', KEYS[1]) ~= tonumber(ARGV[5]) then
    return 'changed'
  end
  redis.call('RPUSH', KEYS[1], ARGV[6])
end

renew(ARGV[1], tonumber(ARGV[2]))
keep(ARGV[3])
return 'ok'
