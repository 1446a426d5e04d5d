/** The most that the server takes, in characters. */
const MAX_NAME_CHARACTERS = 100;

/** A name like the wished one that no other has, in whatever case. */
export const freeName = (wished: string, taken: readonly string[]): string => {
  const known = new Set(taken.map((name) => name.toLowerCase()));
  for (let number = 1; ; number += 1) {
    const end = number === 1 ? '' : ` ${number}`;
    const name = [...wished].slice(0, MAX_NAME_CHARACTERS - end.length).join('') + end;
    if (!known.has(name.toLowerCase())) return name;
  }
};
