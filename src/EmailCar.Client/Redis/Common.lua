-- What every script begins with. Times are whole microseconds: a double holds them exactly until the year 2255.

local function now()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end

-- The usual conversion of a number to text would round it.
local function text(number)
  return string.format('%.0f', number)
end

-- What the journal has of one email: "unknown|submitted|id|phase|owner|attempt|number".
--   unknown    submissions of it that may have arrived
--   submitted  1 when one was accepted, and its task id
--   phase      'c' claimed by the owner, nothing has left; 's' sending, the body may have left; empty for neither
--   attempt    the owner's own name of the submission that is being sent, and its number in the journal
local function email(value)
  local unknown, submitted, id, phase, owner, attempt, number = string.match(
    value or '0|0||||0|0', '^(%d+)|(%d)|(%d*)|(%a?)|(%w*)|(%d*)|(%d*)$')
  return {unknown = tonumber(unknown), submitted = submitted, id = id, phase = phase, owner = owner, attempt = attempt, number = number}
end

-- An email that is as if it had never been claimed takes no room.
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

-- Keys of a journal: lines, emails, open submissions, owners, counter. All of them live as long as the last write says.
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
