// Tables and blobs of the application, the durable hub's queues, and the deployment package. Keys are switched off.
param name string
param location string
@allowed(['Standard_LRS', 'Standard_ZRS'])
param redundancy string
@description('How long what was deleted or overwritten can be brought back. An erased blob lives on as an old version for as many days, and then as many again as a deleted version: both, and two days for the lifecycle to run, must end within the erasure period of 30 days.')
@minValue(1)
@maxValue(14)
param softDeleteDays int
param workspaceId string
param tags object

var packages = 'app-package'

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: redundancy }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: true
    deleteRetentionPolicy: { enabled: true, days: softDeleteDays }
    containerDeleteRetentionPolicy: { enabled: true, days: softDeleteDays }
  }
}

resource packageContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: blobs
  name: packages
}

// The office's own legal texts; while it is empty the application shows samples.
resource legalTexts 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: blobs
  name: 'lip-legal-texts'
}

resource documents 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: blobs
  name: 'lip-documents'
}

// Files that belong to statements, apart from what the application reads as text.
resource attachments 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: blobs
  name: 'lip-attachments'
}

// The application makes its tables itself: their names are its business (Lip:Storage:Prefix).
resource tables 'Microsoft.Storage/storageAccounts/tableServices@2025-06-01' = {
  parent: account
  name: 'default'
}

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01' = {
  parent: account
  name: 'default'
  dependsOn: [blobs]
  properties: {
    policy: {
      rules: [
        {
          // An erased text must not live on as an old version. What the rule deletes is soft-deleted in its turn.
          name: 'old-versions'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'] }
            actions: { version: { delete: { daysAfterCreationGreaterThan: softDeleteDays } } }
          }
        }
        {
          // Documents of rounds decided long ago are read seldom.
          name: 'cool-documents'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: ['lip-documents/', 'lip-attachments/'] }
            actions: { baseBlob: { tierToCool: { daysAfterModificationGreaterThan: 180 } } }
          }
        }
      ]
    }
  }
}

// Who read what: needed to answer for personal data.
resource blobLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: blobs
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'StorageRead', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
  }
}

output id string = account.id
output name string = account.name
output packageContainerUri string = '${account.properties.primaryEndpoints.blob}${packages}'
