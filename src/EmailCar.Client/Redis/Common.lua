-- Included at the start of every script. Times are whole microseconds: a double represents them exactly until the year 2255.

local function now()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end

-- The default conversion of a number to text would round it.
local function text(number)
  return string.format('%.0f', number)
end

-- The journal's record of one email: "unknown|submitted|id|phase|owner|attempt|number".
--   unknown    submissions of it that may have arrived
--   submitted  1 if one was accepted, and its task id
--   phase      'c' claimed by the owner, nothing was sent; 's' sending, the body may have been sent; empty for neither
--   attempt    the owner's name for the submission that is being sent, and its number in the journal
local function email(value)
  local unknown, submitted, id, phase, owner, attempt, number = string.match(
    value or '0|0||||0|0', '^(%d+)|(%d)|(%d*)|(%a?)|(%w*)|(%d*)|(%d*)$')
  return {unknown = tonumber(unknown), submitted = submitted, id = id, phase = phase, owner = owner, attempt = attempt, number = number}
end

-- An email in the initial state is not stored.
local function put(key, identity, mail)
  if mail.phase == '' then
    mail.owner, mail.attempt, mail.number = '', '0', '0'
  end
  if mail.unknown == 0 and mail.submitted == '0' and mail.phase == '' then
    redis.call('HDEL', key, identity)
  else
    redis.call('HSET', key, identity, table.concat(
      {text(mail.unknown), mail.submitted, mail.id, mail.phase, mail.owner, mail.attempt, mail.number}, '|'))
  end
end

-- Keys of a journal: lines, emails, open submissions, owners, counter. All of them expire as set by the last write.
local function keep(milliseconds)
  for _, key in ipairs(KEYS) do
    redis.call('PEXPIRE', key, milliseconds)
  end
end

local function renew(owner, lease)
  redis.call('HSET', KEYS[4], owner, text(now() + lease))
end

local function lives(owner)
  local till = redis.call('HGET', KEYS[4], owner)
  return till and tonumber(till) > now()
end
