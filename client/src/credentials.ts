/** How a client proves who it is. `Session` is the third kind beside the two here. */
export interface Credentials {
  /** Whether the browser may attach cookies to calls made with these credentials. */
  readonly cookies: RequestCredentials;
  /** The bearer value for the next call, or null to send none. May refresh first. */
  bearer(): Promise<string | null>;
  /** Called after a 401: a bearer value other than the refused one, or null when there is no use in trying again. */
  renew(refused: string | null): Promise<string | null>;
}

/** Sends nothing, not even cookies: for the public gallery. */
export const anonymous: Credentials = {
  cookies: 'omit',
  bearer: async () => null,
  renew: async () => null,
};

/** An API key, for scripts and tests. A refused key is final. */
export const apiKey = (key: string): Credentials => ({
  cookies: 'omit',
  bearer: async () => key,
  renew: async () => null,
});
