/**
 * The first http address in ASPNETCORE_URLS, such as `http://+:8080;https://+:8081`, in the words of `Server__Host` and
 * `Server__Port`; `+` and `*` mean every interface. Undefined when there is none.
 */
export function formerListenAddress(urls: string): { host: string; port: string } | undefined {
  for (const url of urls.split(';')) {
    const match = /^http:\/\/(\[[^\]]+\]|[^:/]+)(?::(\d{1,5}))?\/?$/i.exec(url.trim());
    const host = match?.[1]?.replace(/^[+*]$/, '0.0.0.0').replace(/^\[(.*)\]$/, '$1');
    const port = match?.[2] ?? '80';
    if (host && Number(port) <= 65535) return { host, port };
  }
  return undefined;
}
