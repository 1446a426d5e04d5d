type Pattern = readonly [pattern: RegExp, name: string];

/** The first that fits counts: most browsers also name those that they descend from. */
const BROWSERS: readonly Pattern[] = [
  [/\bEdgA?(iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOpera\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bCriOS\/|\bChromium\//, 'Chrome'],
  [/\bVersion\/.*\bSafari\//, 'Safari'],
  [/^curl\//, 'curl'],
  [/^Wget\//, 'Wget'],
  [/^PostmanRuntime\//, 'Postman'],
  [/^python-(requests|httpx)\//, 'Python'],
  [/^(node|undici)\b/, 'Node.js'],
];

const SYSTEMS: readonly Pattern[] = [
  [/\b(iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMacintosh\b|\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

/** What somebody signed in with, as far as it says so itself. */
export interface Device {
  readonly browser: string | null;
  readonly system: string | null;
}

/** Reads a `User-Agent` header (RFC 9110 §10.1.5) roughly: enough for people to tell their own devices apart. */
export const deviceOf = (userAgent: string): Device => ({
  browser: nameIn(BROWSERS, userAgent),
  system: nameIn(SYSTEMS, userAgent),
});

const nameIn = (patterns: readonly Pattern[], text: string): string | null =>
  patterns.find(([pattern]) => pattern.test(text))?.[1] ?? null;
