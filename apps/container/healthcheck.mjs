import { readFile, stat } from 'node:fs/promises';

const { VCAP_APP_PORT, PORT, BROKER_PORT, AGENT_BEATFILE = '/tmp/agent.beat' } = process.env;
const port = VCAP_APP_PORT || PORT || BROKER_PORT || '9998';
const patienceMs = 4000;

/** Its process answers; whether its database does is what /readyz tells. */
async function isBrokerHealthy() {
  const { ok, status } = await fetch(`http://127.0.0.1:${port}/livez`, { signal: AbortSignal.timeout(patienceMs) });
  // A port that speaks TLS says so in clear, with 400: that is an answer too.
  return ok || status === 400;
}

/** It serves nobody, but notes each ping that a broker took, and for how many seconds that is good news. */
async function isAgentHealthy() {
  const [{ mtimeMs }, seconds] = await Promise.all([stat(AGENT_BEATFILE), readFile(AGENT_BEATFILE, 'utf8')]);
  return Date.now() - mtimeMs < Number(seconds) * 1000;
}

// The first process of the container, or the init before it, has the command in its arguments.
const isAgent = (await readFile('/proc/1/cmdline', 'utf8')).split('\0').includes('agent');
process.exitCode = (await (isAgent ? isAgentHealthy() : isBrokerHealthy())) ? 0 : 1;
