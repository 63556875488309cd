-- Releases the emails that a run has claimed but not started to send.
-- KEYS: journal. ARGV: owner, identities…
for i = 2, #ARGV do
  local mail = email(redis.call('HGET', KEYS[2], ARGV[i]))
  if mail.phase == 'c' and mail.owner == ARGV[1] then
    mail.phase = ''
    put(KEYS[2], ARGV[i], mail)
  end
end
return 1
