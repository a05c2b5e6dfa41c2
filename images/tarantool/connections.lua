-- Who is connected: the server has no way of its own to end the connections of a user.
local ffi = require('ffi')
ffi.cdef('int shutdown(int socket, int how);')

local BOTH_WAYS = 2
local of_session = {}

local function watch()
    box.session.on_auth(function(user, is_right)
        if is_right then of_session[box.session.id()] = {user = user, socket = box.session.fd()} end
    end)
    box.session.on_disconnect(function() of_session[box.session.id()] = nil end)
end

local function close(user)
    for session, connection in pairs(of_session) do
        if connection.user == user then
            ffi.C.shutdown(connection.socket, BOTH_WAYS)
            of_session[session] = nil
        end
    end
end

return {watch = watch, close = close}
