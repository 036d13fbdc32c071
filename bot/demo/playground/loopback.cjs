// The Playground listens on every network interface and has no setting for it. What is said in the demo
// stays on this machine: a server that names a port and no host gets the loopback address.
'use strict';
const net = require('net');

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (port, ...rest) {
  const bare = typeof port === 'number' && typeof rest[0] !== 'string';
  return bare ? listen.call(this, port, '127.0.0.1', ...rest) : listen.call(this, port, ...rest);
};
