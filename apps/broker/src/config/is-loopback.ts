/** Whether only this machine reaches the address. */
export function isLoopback(address: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|(::ffff:)127(\.\d{1,3}){3})$/i.test(address);
}
