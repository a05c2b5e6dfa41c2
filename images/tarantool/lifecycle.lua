-- What the scripts of the contract do. Each function may be repeated. A database is a role, and the spaces that start with
-- its name: logins are members of the role.
local connections = require('connections')

-- A new one each time: the server writes into it.
local function once() return {if_not_exists = true} end

local function provision(database, ...)
    box.schema.role.create(database, once())
    for _, collection in ipairs({...}) do
        local name = database .. '.' .. collection
        local format = {{name = 'key', type = 'string'}, {name = 'document', type = 'map'}}
        local space = box.schema.space.create(name, {if_not_exists = true, format = format})
        space:create_index('key', {if_not_exists = true, parts = {'key'}})
        box.schema.role.grant(database, 'read,write', 'space', name, once())
    end
    return 'done'
end

local function bind(database, user, password)
    box.schema.user.create(user, once())
    box.schema.user.passwd(user, password)
    box.schema.user.grant(user, database, nil, nil, once())
    return 'done'
end

local function unbind(user)
    box.schema.user.drop(user, {if_exists = true})
    connections.close(user)
    return 'done'
end

local function members(role)
    local found = {}
    for _, privilege in box.space._priv:pairs() do
        local _, grantee, kind, object = privilege:unpack(1, 4)
        if kind == 'role' and object == role then table.insert(found, box.space._user:get(grantee)[3]) end
    end
    return found
end

local function deprovision(database)
    local role = box.space._user.index.name:get(database)
    if role == nil then return 'done' end
    for _, user in ipairs(members(role[1])) do unbind(user) end
    for name, space in pairs(box.space) do
        if type(name) == 'string' and name:sub(1, #database + 1) == database .. '.' then space:drop() end
    end
    box.schema.role.drop(database, {if_exists = true})
    return 'done'
end

return {provision = provision, bind = bind, unbind = unbind, deprovision = deprovision}
