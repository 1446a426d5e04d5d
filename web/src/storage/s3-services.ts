import type { ProfileValues } from './profile-values.ts';

type S3Values = Pick<ProfileValues, 'endpoint' | 'region' | 'forcePathStyle'>;

/** What services are known for. Words in capitals are for whoever fills in the form to replace. */
export const s3Services: readonly (S3Values & { name: string })[] = [
  { name: 'AWS S3', endpoint: 'https://s3.us-east-1.amazonaws.com', region: 'us-east-1', forcePathStyle: false },
  { name: 'MinIO', endpoint: 'http://127.0.0.1:9000', region: 'us-east-1', forcePathStyle: true },
  {
    name: 'Cloudflare R2',
    endpoint: 'https://ACCOUNT.r2.cloudflarestorage.com',
    region: 'auto',
    forcePathStyle: false,
  },
  {
    name: 'Backblaze B2',
    endpoint: 'https://s3.us-west-002.backblazeb2.com',
    region: 'us-west-002',
    forcePathStyle: false,
  },
  {
    name: 'Alibaba Cloud OSS',
    endpoint: 'https://s3.oss-cn-hangzhou.aliyuncs.com',
    region: 'cn-hangzhou',
    forcePathStyle: false,
  },
];

const isOneOf = (field: keyof S3Values, value: unknown): boolean =>
  s3Services.some((service) => service[field] === value);

/** The fields with those of a service, where nothing else was entered: what another service filled in goes. */
export const withService = (values: ProfileValues, name: string): ProfileValues => {
  const service = s3Services.find((candidate) => candidate.name === name);
  if (service === undefined) return values;
  const isOwn = (field: 'endpoint' | 'region') => values[field].trim() !== '' && !isOneOf(field, values[field].trim());
  return {
    ...values,
    forcePathStyle: service.forcePathStyle,
    ...(isOwn('endpoint') ? {} : { endpoint: service.endpoint }),
    ...(isOwn('region') ? {} : { region: service.region }),
  };
};
