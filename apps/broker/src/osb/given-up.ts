/** Told of an instance whose host an operator has given up (failure-model row 58). */
export const GIVEN_UP =
  'The Docker host of the instance is gone for ever, and its data with it. Delete the instance and order a new one.';
