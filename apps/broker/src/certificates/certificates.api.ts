import { objectOf, OwnEndpoint, refusal } from '../osb/osb.api.js';

const PART = { type: 'string', format: 'byte', description: 'Base64 of PEM.' };
const CERTIFICATE = objectOf({ Host: { type: 'string' }, ClientCert: PART, ClientKey: PART, CA: PART });

export const DescribeCertificates = (): MethodDecorator =>
  OwnEndpoint('admin', {
    summary: 'Lists the hosts that have certificates',
    answers: { 200: ['Their lengths, not themselves.'] },
  });

export const DescribeCertificate = (): MethodDecorator =>
  OwnEndpoint('admin', {
    summary: 'Shows whether a host has certificates',
    answers: { 200: ['Their lengths, not themselves.'], 404: refusal('It has none.') },
  });

export const DescribePutCertificate = (): MethodDecorator =>
  OwnEndpoint('agent', {
    summary: 'Hands over the client certificates for a host; agents and administrators may',
    body: CERTIFICATE,
    answers: { 200: ['They are checked and stored, sealed.'] },
  });

export const DescribeRemoveCertificate = (): MethodDecorator =>
  OwnEndpoint('admin', {
    summary: 'Removes the certificates of a host',
    answers: { 200: ['They are gone.'], 404: refusal('It has none.') },
  });
