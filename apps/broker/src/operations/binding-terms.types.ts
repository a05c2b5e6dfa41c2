/**
 * What a plan says of its bindings, apart from their credentials. What is absent, or null in the operator's file, is as a
 * plain plan has it.
 */
export interface BindingTerms {
  readonly requires?: readonly string[] | null;
  readonly bindable?: boolean | null;
  /** Whether a binding can take the place of another one (ROT-01). */
  readonly bindingRotatable?: boolean | null;
  /** Whether a binding can be fetched again, and so be made while the platform polls (GETB-01, CCR-21). */
  readonly bindingsRetrievable?: boolean | null;
  readonly syslogDrainUrl?: string | null;
  readonly routeServiceUrl?: string | null;
  readonly volumeMounts?: readonly object[] | null;
}

/** Of a definition, as an instance keeps it. */
export function termsOf({ definition }: { readonly definition: unknown }): BindingTerms {
  return definition as BindingTerms;
}
