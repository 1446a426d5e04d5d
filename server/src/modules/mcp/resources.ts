import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { authorize } from '../../core/actor.ts';
import { AppError } from '../../core/errors.ts';
import { type AssetId, parseId } from '../../core/ids.ts';
import { project } from './project.ts';
import { AssetDetail } from './schema.ts';
import type { ToolCaller, ToolServices } from './tool.ts';
import { withPlainTexts } from './untrusted.ts';

const JSON_TYPE = 'application/json';
const URI = /^(asset|skill):\/\/([^/?#]*)(?:\/([^?#]*))?$/i;

/** What can be read of an asset, by the last part of its address. */
const PARTS = ['derivatives', 'structured-results'] as const;

/** Addresses with a gap, as `resources/templates/list` tells them. */
const TEMPLATES = [
  { uri: 'asset://{id}', name: 'asset_detail', title: 'Asset Detail', description: 'All about one picture.' },
  {
    uri: 'asset://{id}/derivatives',
    name: 'asset_derivatives',
    title: 'Asset Derivatives',
    description: 'The smaller copies of a picture.',
  },
  {
    uri: 'asset://{id}/structured-results',
    name: 'asset_structured_results',
    title: 'Asset Structured Results',
    description: 'What processing found out about a picture, such as its caption.',
  },
  { uri: 'skill://{name}', name: 'skill_detail', title: 'Skill Detail', description: 'What a skill does.' },
].map(({ uri: uriTemplate, ...about }) => ({ uriTemplate, ...about, mimeType: JSON_TYPE }));

type Reader = Pick<ToolServices, 'assets' | 'skills'>;

const mayRead = ({ actor }: ToolCaller): boolean => actor.permissions.has('assets.read');

/** Only skills: assets are found with tools, and there are too many to list. */
export function listResources({ skills }: Reader, caller: ToolCaller) {
  if (!mayRead(caller)) return [];
  return skills.list(authorize(caller, 'assets.read')).map(({ skillName, description }) => ({
    uri: `skill://${skillName}`,
    name: `skill_${skillName}`,
    title: skillName,
    description,
    mimeType: JSON_TYPE,
  }));
}

export const listTemplates = (caller: ToolCaller) => (mayRead(caller) ? TEMPLATES : []);

/**
 * The contents of a resource.
 * @throws AppError `auth_forbidden`, `asset_not_found`, `skill_not_found`; ProtocolError Invalid Params for an address
 * that is none of ours
 */
export async function readResource(services: Reader, caller: ToolCaller, uri: string) {
  const grant = authorize(caller, 'assets.read');
  const [, scheme = '', host = '', path = ''] = URI.exec(uri) ?? [];
  if (scheme.toLowerCase() === 'skill') {
    const name = host.toLowerCase();
    const skill = services.skills.list(grant).find(({ skillName }) => skillName === name);
    if (name === '' || path !== '') throw unknownUri(uri);
    if (!skill) throw new AppError('skill_not_found');
    return contents(`skill://${skill.skillName}`, skill);
  }
  const id = scheme.toLowerCase() === 'asset' ? parseId<AssetId>(host) : undefined;
  if (!id) throw unknownUri(uri);
  const asset = await services.assets.get(grant, id, caller.linkBase);
  const part = PARTS.find((name) => name === path);
  if (path !== '' && !part) throw unknownUri(uri);
  const detail = project(AssetDetail, asset) as typeof asset;
  if (part === 'derivatives')
    return contents(`asset://${id}/${part}`, { assetId: id, derivatives: detail.derivatives });
  if (part) return contents(`asset://${id}/${part}`, { assetId: id, structuredResults: detail.structuredResults });
  return contents(`asset://${id}`, detail);
}

const contents = (uri: string, value: object) => ({
  contents: [{ uri, mimeType: JSON_TYPE, text: JSON.stringify(withPlainTexts(value)) }],
});

/** It carries the address that was asked for, as revision 2026-07-28 recommends. */
const unknownUri = (uri: string): ProtocolError =>
  new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `There is no such resource. There are: ${TEMPLATES.map(({ uriTemplate }) => uriTemplate).join(', ')}.`,
    { code: 'resource_uri_invalid', uri },
  );
