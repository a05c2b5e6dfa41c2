/** No answer from a broker. The message is the reason in a few words, the same for the same cause. */
export class BrokerUnreachableError extends Error {
  override readonly name = 'BrokerUnreachableError';
}
