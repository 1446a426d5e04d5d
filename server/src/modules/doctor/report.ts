import { AppError } from '../../core/errors.ts';
import type { ObjectPlace } from '../../storage/storages.ts';
import type { DoctorReport, Finding } from './schema.ts';

const MAX_FINDINGS = 500;
/** In characters of JSON: the report becomes the result of a job, which may be 65,536 long with everything beside. */
const MAX_FINDINGS_LENGTH = 48_000;

type Counts = Pick<DoctorReport, 'rowsChecked' | 'objectsListed' | Finding['fault'] | 'repaired'>;

/** What is found, as it is found. */
export interface Findings extends Pick<DoctorReport, 'findings' | 'storesNotListed' | 'isTruncated'> {
  readonly counts: Counts;
  add(finding: Finding): void;
  addStore(place: ObjectPlace, error: unknown): void;
}

export function createFindings(): Findings {
  const counts: Counts = {
    rowsChecked: 0,
    objectsListed: 0,
    orphaned: 0,
    missing: 0,
    changed: 0,
    unreadable: 0,
    repaired: 0,
  };
  const findings: Finding[] = [];
  const storesNotListed: DoctorReport['storesNotListed'] = [];
  let isTruncated = false;
  let length = 0;
  return {
    counts,
    findings,
    storesNotListed,
    get isTruncated() {
      return isTruncated;
    },
    add(finding) {
      counts[finding.fault] += 1;
      if (isRepaired(finding.repair)) counts.repaired += 1;
      length += JSON.stringify(finding).length + 1;
      // Once one is left out all that follow are: a list with gaps would be misread.
      isTruncated ||= findings.length === MAX_FINDINGS || length > MAX_FINDINGS_LENGTH;
      if (!isTruncated) findings.push(finding);
    },
    addStore({ storage_provider: storageProvider, storage_profile_id: storageProfileId }, error) {
      const code = error instanceof AppError ? error.code : 'internal_server_error';
      storesNotListed.push({ storageProvider, storageProfileId, code });
    },
  };
}

/** `gone`: it put itself right meanwhile. */
const isRepaired = (repair: Finding['repair']): boolean =>
  repair !== null && ['quarantined', 'restored', 'remade', 'gone'].includes(repair);
