/** It comes with the broker, and is at no registry: whoever had its name there would read the logs of all. So it is never pulled. */
export const OWN_SHIPPER = 'docker-broker/log-shipper';
