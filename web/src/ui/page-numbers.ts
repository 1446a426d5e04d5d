/** The page numbers worth showing: the first, the last, and those around the present one. */
export const pageNumbers = (page: number, last: number): number[] => {
  const near = [page - 1, page, page + 1].filter((number) => number > 1 && number < last);
  return [...new Set([1, ...near, last])];
};
