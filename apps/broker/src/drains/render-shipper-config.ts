import type { NotedDrain } from './drain.types.js';
import { toHeaderField, toStructuredData } from './to-structured-data.js';

/** Inside the shipper (images/log-shipper). */
export const CONTAINERS_PATH = '/containers';
export const STATE_PATH = '/var/spool/log-shipper';

const COUNT_EVERY_SECONDS = 5;
/** RFC 5424, 6.2. */
const MAX_APP_NAME = 48;
const MAX_SENDER = 255;

export interface ShipperSettings {
  /** For each drain, on the host's disk. */
  readonly bufferMegabytes: number;
  /** PEM of a CA beside those that Debian trusts; empty for none. */
  readonly ca: string;
}

/**
 * All that the shipper of a host is told, for rsyslog 8. What we note for ourselves is its first line (read back by
 * `readShipperStatus`). An action has its queue to itself and never holds up the reading of files: what it has no room for
 * is dropped and counted. Before it there is none: a line is noted as read once it is on the disk.
 */
export function renderShipperConfig(drains: readonly NotedDrain[], settings: ShipperSettings): string {
  const noted = Buffer.from(JSON.stringify(drains)).toString('base64');
  const ca = Buffer.from(settings.ca).toString('base64');
  const blocks = drains.map((drain) => renderDrain(drain, settings));
  return [`# noted: ${noted}`, `# ca: ${ca}`, HEAD, ...blocks, ''].join('\n');
}

/** Docker tells the time with nine digits of a second, RFC 5424 takes six. */
const HEAD = `global(workDirectory="${STATE_PATH}" maxMessageSize="128k" net.enableDNS="off"
  defaultNetstreamDriverCAFile="${STATE_PATH}/ca.pem")
main_queue(queue.type="Direct")
module(load="imfile" mode="inotify")
module(load="mmjsonparse")
module(load="impstats" interval="${COUNT_EVERY_SECONDS}" format="json" log.syslog="on" ruleset="counts")
template(name="count" type="string" string="%msg%\\n")
ruleset(name="counts") {
  action(type="omfile" file="/run/counts" template="count"
    rotation.sizeLimit="512k" rotation.sizeLimitCommand="/rotate-counts")
}
template(name="line" type="list") {
  constant(value="<") property(name="$.pri") constant(value=">1 ")
  property(name="$!time" regex.type="ERE" regex.expression="^[0-9T:-]+(\\\\.[0-9]{1,6})?" regex.submatch="0")
  constant(value="Z ") property(name="$.head") constant(value=" ") property(name="$!stream")
  constant(value=" ") property(name="$.data") constant(value=" ") property(name="$!log" droplastlf="on")
}`;

/**
 * What was read is noted after it was handed on, and not with each line (`persistStateInterval`), which would be before.
 */
function renderDrain(drain: NotedDrain, settings: ShipperSettings): string {
  const { containerId, instanceId, sender, data } = drain;
  const name = nameDrain(containerId);
  const head = `${toHeaderField(sender, MAX_SENDER)} ${toHeaderField(instanceId, MAX_APP_NAME)} -`;
  return `ruleset(name="${name}") {
  action(type="mmjsonparse" cookie="")
  if $parsesuccess == "OK" then {
    set $.head = ${quote(head)};
    set $.data = ${quote(toStructuredData(data))};
    set $.pri = "14";
    if $!stream == "stderr" then set $.pri = "11";
    action(name="${name}" type="omfwd" protocol="tcp" tcp_framing="octet-counted" template="line" keepAlive="on"
      ${renderTarget(drain)}
      action.resumeRetryCount="-1" action.resumeInterval="1" action.resumeIntervalMax="3"
      ${renderQueue(name, settings)})
  }
}
input(type="imfile" file="${CONTAINERS_PATH}/${containerId}/${containerId}-json.log" tag="${name}" ruleset="${name}"
  addMetadata="off" persistStateAfterSubmission="on")`;
}

/** The host's certificate is always verified: by a CA that we know, and for the name that was given. */
function renderTarget({ url: { host, port, isTls } }: NotedDrain): string {
  const target = `target="${host}" port="${port}"`;
  if (!isTls) return target;
  return `${target} streamDriver="gtls" streamDriverMode="1" streamDriverAuthMode="x509/name"
      streamDriverPermittedPeers="${host}"`;
}

/**
 * On disk, noted with each line, and bounded by its size alone (without `queue.size` it takes no more than 1,000 lines): rsyslog that is killed sends again what it was not rid of, while one that is told to end
 * forgets the lines that it is just trying to send. So it is killed (images/log-shipper).
 */
function renderQueue(name: string, { bufferMegabytes }: ShipperSettings): string {
  return `queue.type="Disk" queue.size="100000000" queue.filename="${name}" queue.maxDiskSpace="${bufferMegabytes}m" queue.maxFileSize="1m"
      queue.checkpointInterval="1" queue.timeoutEnqueue="0" queue.dequeueBatchSize="64"`;
}

/** What rsyslog calls what belongs to a container. */
export function nameDrain(containerId: string): string {
  return `drain-${containerId.slice(0, 12)}`;
}

/** As RainerScript has texts. */
function quote(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}
