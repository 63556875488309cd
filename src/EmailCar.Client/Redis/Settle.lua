-- Records the result of a submission, once.
-- KEYS: journal. ARGV: owner, milliseconds to keep, attempt or '', number or '', result, 1 for a verdict, line with "submission":0, then identity and id of each email.
-- Returns 1, or 0 if it was settled before.
local owner, attempt, number, outcome, isVerdict = ARGV[1], ARGV[3], ARGV[4], ARGV[5], ARGV[6] == '1'
local name = 'a' .. owner .. '.' .. attempt
if attempt == '' then
  name = redis.call('HGET', KEYS[3], 'n' .. number)
  name = name and string.match(name, '^u?(.*)$')
else
  number = redis.call('HGET', KEYS[3], name)
end
if not name or not number then
  return 0
end
local open = redis.call('HGET', KEYS[3], 'n' .. number)
if not open or (not isVerdict and string.sub(open, 1, 1) == 'u') then
  return 0
end

for i = 8, #ARGV, 2 do
  local mail = email(redis.call('HGET', KEYS[2], ARGV[i]))
  local isOurs = mail.phase == 's' and mail.number == number
  if not isOurs then
    mail.unknown = math.max(mail.unknown - 1, 0) -- it counts as unknown because another run has claimed it, or because it was settled as unknown
  end
  if isOurs then
    mail.phase = ''
  end
  if outcome == 'submitted' then
    mail.submitted = '1'
    if ARGV[i + 1] ~= '' then
      mail.id = ARGV[i + 1]
    end
  elseif outcome == 'unknown' then
    mail.unknown = mail.unknown + 1
  elseif isOurs and not isVerdict then
    mail.phase, mail.attempt, mail.number = 'c', '0', '0' -- it stays claimed because it may be retried
  end
  put(KEYS[2], ARGV[i], mail)
end

redis.call('RPUSH', KEYS[1], (string.gsub(ARGV[7], '"submission":0', '"submission":' .. number, 1)))
if outcome == 'unknown' then
  redis.call('HSET', KEYS[3], 'n' .. number, 'u' .. name)
else
  redis.call('HDEL', KEYS[3], name, 'n' .. number)
end
keep(ARGV[2])
return 1
