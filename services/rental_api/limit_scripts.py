"""What Redis does in one step when failures are counted (limits.py)."""

# KEYS: a hash for each counter. ARGV: now, then for each its memory and its waits; all in ms.
# A wait is answered as {which counter, ms left}, a counted try as {0, then for each its failures and the one before}.
# `at` in the future is a clock that was set back: the wait begins anew instead of lasting until then.
COUNT = """
local now, longest, waiting = tonumber(ARGV[1]), 0, 0
local told = {0}
for i, key in ipairs(KEYS) do
  local kept = redis.call('HMGET', key, 'failures', 'at')
  local failures, at = tonumber(kept[1] or 0), tonumber(kept[2] or 0)
  if at > now then
    at = now
    redis.call('HSET', key, 'at', ARGV[1])
  end
  if now - at >= tonumber(ARGV[2 * i]) then failures = 0 end
  local waits = {}
  for ms in string.gmatch(ARGV[2 * i + 1], '%d+') do waits[#waits + 1] = tonumber(ms) end
  local left = at + (waits[math.min(failures, #waits)] or 0) - now
  if left > longest then longest, waiting = left, i end
  told[2 * i], told[2 * i + 1] = failures + 1, at
end
if waiting > 0 then return {waiting, longest} end
for i, key in ipairs(KEYS) do
  redis.call('HSET', key, 'failures', told[2 * i], 'at', ARGV[1])
  redis.call('PEXPIRE', key, ARGV[2 * i])
end
return told
"""

# KEYS[1]: what was counted at ARGV[1] was no failure, the one before it was at ARGV[2]. Further KEYS are forgotten.
TAKE_BACK = """
local kept = redis.call('HMGET', KEYS[1], 'failures', 'at')
if tonumber(kept[1] or 0) <= 1 then
  redis.call('DEL', KEYS[1])
else
  redis.call('HINCRBY', KEYS[1], 'failures', -1)
  if kept[2] == ARGV[1] then redis.call('HSET', KEYS[1], 'at', ARGV[2]) end
end
for i = 2, #KEYS do redis.call('DEL', KEYS[i]) end
"""
