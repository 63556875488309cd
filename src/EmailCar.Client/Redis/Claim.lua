-- Claims those emails of one submission that are free.
-- KEYS: journal. ARGV: owner, lease (microseconds), milliseconds to keep, 1 to resend unknown emails, 1 if the input has ended, identities…
-- Returns one text for each: 'mine', 'submitted:id', 'unknown', or 'other' while another run has claimed it.
local owner, retries, ended = ARGV[1], ARGV[4] == '1', ARGV[5] == '1'
renew(owner, tonumber(ARGV[2]))
local answers = {}
for i = 6, #ARGV do
  local mail = email(redis.call('HGET', KEYS[2], ARGV[i]))
  local answer
  if mail.submitted == '1' then
    answer = 'submitted:' .. mail.id
  elseif mail.phase ~= '' and mail.owner ~= owner and lives(mail.owner) then
    answer = 'other'
  elseif mail.phase == 's' and mail.owner == owner then
    answer = 'other'
  elseif mail.phase == 's' and not ended then
    answer = 'other' -- its owner may only be disconnected and may reconnect
  else
    if mail.phase == 's' then
      mail.unknown = mail.unknown + 1
    end
    if mail.unknown > 0 and not retries then
      answer = 'unknown'
    else
      answer = 'mine'
      mail.phase, mail.owner, mail.attempt, mail.number = 'c', owner, '0', '0'
      put(KEYS[2], ARGV[i], mail)
    end
  end
  answers[#answers + 1] = answer
end
keep(ARGV[3])
return answers
