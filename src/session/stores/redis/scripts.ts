import { createHash } from 'node:crypto';

/** A Lua script, which Redis runs as one step that nothing comes between. */
export interface RedisScript {
  readonly source: string;
  /** What Redis knows it by once it has seen it. */
  readonly sha1: string;
}

/**
 * What the scripts share. A session is a hash: `s` the sealed session, `a` last activity, `p` its sealed address where newer than `s`, `e` end, `d` cookie domain, `u` the user's keyed hash.
 * A user's index is a sorted set of session keys by their ends. Times are milliseconds since 1970 by our clock: Redis forgets late, and its clock
 * may differ from ours, so its own expiry only tidies up.
 */
const shared = `
local function isLive(key, now)
  local ends = redis.call('HGET', key, 'e')
  return ends and tonumber(ends) > tonumber(now)
end
local function noteActivity(key, at)
  local known = redis.call('HGET', key, 'a')
  if not known or tonumber(at) <= tonumber(known) then return false end
  redis.call('HSET', key, 'a', at)
  return true
end
`;

function script(body: string): RedisScript {
  const source = `${shared}${body}`;
  return { source, sha1: createHash('sha1').update(source).digest('hex') };
}

/** KEYS session, index. ARGV now, lifetime, id, sealed, activity, end, domain, user hash. */
export const saveScript = script(`
local now, lifetime, id, sealed, activity, ends, domain, user = unpack(ARGV)
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 's', sealed, 'a', activity, 'e', ends, 'd', domain, 'u', user)
redis.call('PEXPIRE', KEYS[1], lifetime)
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
redis.call('ZADD', KEYS[2], ends, id)
if redis.call('PTTL', KEYS[2]) < tonumber(lifetime) then redis.call('PEXPIRE', KEYS[2], lifetime) end
return 1
`);

/** KEYS session. ARGV now, sealed, activity. Gives 1, or 0 where the session is gone. */
export const replaceScript = script(`
local now, sealed, activity = unpack(ARGV)
if not isLive(KEYS[1], now) then return 0 end
redis.call('HSET', KEYS[1], 's', sealed)
if noteActivity(KEYS[1], activity) then redis.call('HDEL', KEYS[1], 'p') end
return 1
`);

/** KEYS old session, new session. ARGV now, sealed, activity, old id, new id, index prefix. Gives 1, or 0 where the session is gone. */
export const moveScript = script(`
local now, sealed, activity, oldId, newId, indexPrefix = unpack(ARGV)
if not isLive(KEYS[1], now) then return 0 end
redis.call('RENAME', KEYS[1], KEYS[2])
redis.call('HSET', KEYS[2], 's', sealed)
redis.call('HDEL', KEYS[2], 'p')
noteActivity(KEYS[2], activity)
local ends, user = unpack(redis.call('HMGET', KEYS[2], 'e', 'u'))
redis.call('ZREM', indexPrefix .. user, oldId)
redis.call('ZADD', indexPrefix .. user, ends, newId)
return 1
`);

/** KEYS sessions. ARGV the last activity of each and its sealed address, empty where it is not known. */
export const touchScript = script(`
for position, key in ipairs(KEYS) do
  local at, place = ARGV[2 * position - 1], ARGV[2 * position]
  if noteActivity(key, at) and place ~= '' then redis.call('HSET', key, 'p', place) end
end
return 1
`);

/** KEYS session. ARGV now, id, index prefix. Gives 1, or 0 where there was none. */
export const removeScript = script(`
local now, id, indexPrefix = unpack(ARGV)
local wasLive = isLive(KEYS[1], now)
local user = redis.call('HGET', KEYS[1], 'u')
redis.call('DEL', KEYS[1])
if user then redis.call('ZREM', indexPrefix .. user, id) end
return wasLive and 1 or 0
`);

/** KEYS index. ARGV now, session prefix, ids to keep. Gives how many went. */
export const removeByUserScript = script(`
local now, sessionPrefix = unpack(ARGV)
local kept = {}
for position = 3, #ARGV do kept[ARGV[position]] = true end
local count = 0
for _, id in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  if not kept[id] then
    if isLive(sessionPrefix .. id, now) then count = count + 1 end
    redis.call('DEL', sessionPrefix .. id)
    redis.call('ZREM', KEYS[1], id)
  end
end
return count
`);
