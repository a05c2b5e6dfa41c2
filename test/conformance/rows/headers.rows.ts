import { answered, created, refused } from '../answers.js';
import {
  catalog,
  deprovision,
  EVERY_CALL,
  fetchInstance,
  pollInstance,
  provision,
  withBody,
  withHeaders,
} from '../requests.js';
import type { Area, Row } from '../table.types.js';

const VERSION = 'x-broker-api-version';
const IDENTITY = 'x-broker-api-originating-identity';
const CALLS = Object.values(EVERY_CALL);

const strangers: readonly Row[] = CALLS.flatMap((request) => [
  {
    ids: 'AUTH-01 AUTH-02 AUTH-03',
    title: `${request.call} by nobody is a 401`,
    request: withHeaders(request, { authorization: undefined, [VERSION]: undefined }),
    expect: refused(401),
  },
  {
    ids: 'AUTH-02 AUTH-03',
    title: `${request.call} by nobody is a 401 whatever the body`,
    request: withBody(withHeaders(request, { authorization: 'Basic bm9ib2R5Om5vdGhpbmc=' }), '{'),
    expect: refused(401),
  },
  {
    ids: 'HDR-02 HDR-03 HDR-04',
    title: `${request.call} without a version is refused`,
    request: withHeaders(request, { [VERSION]: undefined }),
    expect: refused(412, undefined, { says: /2\.13/ }),
  },
]);

const schemes: readonly Row[] = ['basic', 'BASIC'].map((scheme) => ({
  ids: 'AUTH-01',
  title: `${scheme} is Basic`,
  request: withHeaders(provision(), { authorization: `${scheme} YWRtaW46YWRtaW4=` }),
  expect: created(),
}));

const versions: readonly Row[] = [
  ...['1.0', '3.0', '2.9', 'abc', '2', '2.x', '', '2.', '.15', '2.15.1', '-2.15', '2,15', '2.15, 2.15'].map(
    (version) => ({
      ids: 'HDR-02 HDR-05',
      title: `version "${version}" is refused`,
      request: catalog({ [VERSION]: version }),
      expect: refused(412),
    }),
  ),
  ...['2.13', '2.14', '2.15', '2.16', '2.17', '2.20', '2.100'].map((version) => ({
    ids: 'HDR-04 CFS-01',
    title: `version "${version}" is served`,
    request: catalog({ [VERSION]: version }),
    expect: answered(200),
  })),
  {
    ids: 'HDR-01 CFS-01',
    title: 'the header is found in other letters',
    request: catalog({ [VERSION]: undefined, 'X-Broker-Api-Version': '2.15' }),
    expect: answered(200),
  },
];

const identities: readonly Row[] = [
  ['none', undefined],
  ['words', 'nonsense'],
  ['a platform alone', 'cloudfoundry'],
  ['no base64', 'cloudfoundry %%%'],
  ['no object', 'cloudfoundry WzFd'],
  ['an object', 'cloudfoundry eyJ1c2VyX2lkIjoiNjgzZWE3NDgtMzA5MiIsIm1vcmUiOnt9fQ=='],
].map(([what = '', value]) => ({
  ids: 'HDR-06 HDR-07 HDR-08 CFS-04',
  title: `originating identity: ${what}`,
  request: withHeaders(provision(), { [IDENTITY]: value }),
  expect: created(),
}));

const contents: readonly Row[] = [
  {
    ids: 'HDR-13',
    title: 'a body without Content-Type is read',
    request: withHeaders(provision(), { 'content-type': undefined }),
    expect: created(),
  },
  ...['application/json', 'application/json; charset=utf-8', 'application/json;charset=UTF-8'].map((type) => ({
    ids: 'HDR-14 CFS-05',
    title: `a body of the type "${type}" is read`,
    request: withHeaders(provision(), { 'content-type': type }),
    expect: created(),
  })),
  ...['{', 'nonsense', '', '[]', '"text"', 'null', '5'].map((body) => ({
    ids: 'HDR-14 PROV-10 ERR-01',
    title: `the body ${JSON.stringify(body)} is a 400`,
    request: withBody(withHeaders(provision(), { 'content-type': 'application/json' }), body),
    expect: refused(400),
  })),
];

const others: readonly Row[] = [
  {
    ids: 'HDR-03 ERR-01',
    title: 'without a version the body is not looked at',
    request: withBody(withHeaders(provision(), { [VERSION]: undefined }), '{'),
    expect: refused(412),
  },
  ...['text/html', 'application/xml', '*/*', ''].map((accept) => ({
    ids: 'HDR-12',
    title: `who accepts "${accept}" gets JSON`,
    request: catalog({ accept, 'accept-encoding': 'gzip, br' }),
    expect: answered(200),
  })),
  ...[fetchInstance(), pollInstance(), deprovision()].map((request) => ({
    ids: 'HDR-13 CFS-05',
    title: `${request.call} that announces a text and sends none is served`,
    given: 'ready' as const,
    request: withHeaders(request, { 'content-type': 'text/plain' }),
    expect: answered([200, 202], { end: 'succeeded' }),
  })),
  ...[{}, { nobody: 'knows' }].map((body) => ({
    ids: 'EXT-01',
    title: `deprovision with the body ${JSON.stringify(body)} is served`,
    given: 'ready' as const,
    request: withBody(deprovision(), body),
    expect: answered([200, 202], { end: 'succeeded' }),
  })),
];

export const HEADERS: Area = {
  name: 'headers and access',
  rows: [...strangers, ...schemes, ...versions, ...identities, ...contents, ...others],
};
