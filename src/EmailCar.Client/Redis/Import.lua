-- Renames the keys of a copied journal to their final names.
-- KEYS: journal, then the copy's lines, emails, open submissions and counter. ARGV: milliseconds to keep.
-- Returns 1, or 0 if the journal already exists.
for i = 1, 5 do
  if redis.call('EXISTS', KEYS[i]) == 1 then
    return 0
  end
end
for i, to in ipairs({1, 2, 3, 5}) do
  if redis.call('EXISTS', KEYS[5 + i]) == 1 then
    redis.call('RENAME', KEYS[5 + i], KEYS[to])
    redis.call('PEXPIRE', KEYS[to], ARGV[1])
  end
end
return 1
