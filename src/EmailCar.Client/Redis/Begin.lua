-- Records that the emails of a submission are about to be sent. From here on, their bodies may have been sent.
-- KEYS: journal. ARGV: owner, lease (microseconds), milliseconds to keep, attempt, line with "submission":0, identities…
-- Returns the submission's number, or 0 if an email no longer belongs to this owner; nothing is then changed.
local owner, attempt = ARGV[1], ARGV[4]
local mails = {}
for i = 6, #ARGV do
  local mail = email(redis.call('HGET', KEYS[2], ARGV[i]))
  if mail.owner ~= owner then
    return 0
  elseif mail.phase == 's' then
    return mail.attempt == attempt and tonumber(mail.number) or 0 -- called again because the response was lost
  end
  mails[i] = mail
end

renew(owner, tonumber(ARGV[2]))
local number = redis.call('INCR', KEYS[5])
for i = 6, #ARGV do
  local mail = mails[i]
  mail.phase, mail.attempt, mail.number = 's', attempt, text(number)
  put(KEYS[2], ARGV[i], mail)
end
redis.call('RPUSH', KEYS[1], (string.gsub(ARGV[5], '"submission":0', '"submission":' .. text(number), 1)))
redis.call('HSET', KEYS[3], 'a' .. owner .. '.' .. attempt, text(number), 'n' .. text(number), 'a' .. owner .. '.' .. attempt)
keep(ARGV[3])
return number
