declare global {
  /** Where react-remove-scroll, which dialogs use, looks for the nonce of the style elements that it adds. */
  var __webpack_nonce__: string | undefined;
}

/** The nonce that the server put into the page; empty in development, where there is no policy. */
export const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

export const shareStyleNonce = () => {
  globalThis.__webpack_nonce__ = styleNonce();
};
