let list: Promise<ReadonlySet<string>> | undefined;

/** Whether a password is one of the 49,000 most used ones, in any case. The list is loaded with the first question. */
export async function isCommonPassword(password: string): Promise<boolean> {
  list ??= load();
  return (await list).has(password.toLowerCase());
}

async function load(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common']);
}
