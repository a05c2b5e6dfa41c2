-- The server, and beside it a console for the scripts alone.
package.path = '/usr/local/share/tarantool/?.lua;' .. package.path

-- Half of the container's memory is for documents; an unlimited container says "max", or a number of 19 digits.
local function documents_memory()
    for _, path in ipairs({'/sys/fs/cgroup/memory.max', '/sys/fs/cgroup/memory/memory.limit_in_bytes'}) do
        local file = io.open(path)
        if file then
            local limit = tonumber((file:read('*l')))
            file:close()
            if limit and limit < 1e15 then return math.floor(limit / 2) end
        end
    end
    return 256 * 1024 * 1024
end

local data = '/var/lib/tarantool'
box.cfg({
    memtx_dir = data,
    vinyl_dir = data,
    wal_dir = data,
    -- Every write is on the disk before it is answered.
    wal_mode = 'fsync',
    memtx_memory = documents_memory(),
    log_level = 'warn',
})
-- Nobody gets in without a login.
pcall(box.schema.user.revoke, 'guest', 'session,usage', 'universe')

connections = require('connections')
connections.watch()
lifecycle = require('lifecycle')

local console = '/run/tarantool/console.sock'
os.remove(console)
require('console').listen('unix/:' .. console)
-- Clients come last: who gets in finds everything in place.
box.cfg({listen = '0.0.0.0:3301'})
