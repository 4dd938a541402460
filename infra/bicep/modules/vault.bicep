// Holds one secret: the one that personal links are computed from (link-secret). It is put there by hand, once (infra/README.md):
// a secret made by a deployment would change with the next one, and kill every link.
param name string
param location string
param purgeProtection bool
param workspaceId string
param tags object

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    // Azure knows only "on" or "not said": once on it cannot be switched off.
    enablePurgeProtection: purgeProtection ? true : null
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'AuditEvent', enabled: true }
    ]
  }
}

output name string = vault.name
output uri string = vault.properties.vaultUri
