// The function app on Flex Consumption: package, storage and everything else reached with the identity.
param name string
param location string
@allowed([512, 2048, 4096])
param instanceMemoryMB int
@minValue(40)
@maxValue(1000)
param maximumInstances int
param identityId string
param identityClientId string
param storageName string
param packageContainerUri string
param insightsConnectionString string
@description('Empty where the storage account carries the orchestrations.')
param schedulerEndpoint string
param hubName string
param vaultUri string
param mailEndpoint string
param mailSender string
param officeAddress string
param publicBaseUrl string
param entraClientId string
@description('Persons in whose name programs act: [{ name: \'…\', keyHash: \'lower-case hex SHA-256 of the key\' }].')
param staff array
@description('A roster file within the deployed package; empty for the sample roster.')
param rosterFile string
@description('Settings of the application that differ from the defaults below, by name.')
param overrides object
param workspaceId string
param tags object

var useScheduler = !empty(schedulerEndpoint)

// What the Functions host itself reads. Never set on Flex: FUNCTIONS_WORKER_RUNTIME, FUNCTIONS_EXTENSION_VERSION,
// WEBSITE_RUN_FROM_PACKAGE, WEBSITE_CONTENT*, WEBSITE_TIME_ZONE, TZ.
var hostSettings = {
  AzureWebJobsStorage__accountName: storageName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  TASKHUB_NAME: hubName
}

// host.json names Azure Storage; a setting of this form overrides it (docs/operations.md).
var schedulerSettings = useScheduler
  ? {
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'azureManaged'
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING'
      DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${identityClientId}'
    }
  : {}

// What the application reads: the names of local.settings.sample.json.
var lipSettings = {
  Lip__Storage__AccountName: storageName
  Lip__Storage__Prefix: 'Lip'
  Lip__IdentityClientId: identityClientId
  Lip__Mail__Endpoint: mailEndpoint
  Lip__Mail__Sender: mailSender
  Lip__Mail__ReplyTo: officeAddress
  Lip__Entra__TenantId: subscription().tenantId
  Lip__Entra__ClientId: entraClientId
  Lip__Entra__Authority: '${environment().authentication.loginEndpoint}${subscription().tenantId}'
  Lip__PublicBaseUrl: publicBaseUrl
  Lip__LinkSecret: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/link-secret/)'
  Lip__ReconcileSchedule: '0 */10 * * * *'
  Lip__SendingHours__From: '08:00'
  Lip__SendingHours__Until: '18:00'
  Lip__SendingHours__AtAnyTime: 'false'
  Lip__Attachments__MaxFileMegabytes: '10'
  Lip__Attachments__MaxFiles: '10'
  Lip__Attachments__MaxTotalMegabytes: '30'
  Lip__Limits__UnknownLinks: '30/120'
  Lip__Limits__Posts: '60/1200'
  Lip__Limits__Autosaves: '300/7200'
  Lip__Limits__Pages: '300/7200'
  Lip__Limits__StaffCalls: '1200/36000'
  Lip__Limits__SignIns: '10/60'
  Lip__Limits__NewLinksPerDay: '3'
  Lip__Limits__NewLinksPerRound: '20'
  Lip__Retention__InstancesDays: '30'
  Lip__Retention__MailsDays: '365'
  Lip__Retention__ContactsDays: '90'
  Lip__Retention__LinksDays: '365'
  Lip__Retention__AttachmentsDays: '365'
  Lip__Retention__StatementsDays: '1095'
  Lip__Retention__LogDetailsDays: '1095'
  Lip__Retention__RoundsDays: '0'
  Lip__Retention__MovedDays: '90'
  // App Service's front end appends the client's address; the worker itself sees only the Functions host.
  Lip__ClientAddress__Header: 'X-Forwarded-For'
  Lip__ClientAddress__Proxies: '1'
  // Who has this app role is staff under their own name. Set only together with the built-in authentication below: the application believes
  // its header from then on.
  Lip__Staff__EntraRole: 'Lip.Staff'
  Lip__Roster: rosterFile
  Lip__LegalTexts__Container: 'lip-legal-texts'
}

// Persons in whose name programs act: with a token of Entra ID that has the role, and the person's key beside it.
var staffSettings = union(
  toObject(range(0, length(staff)), i => 'Lip__Staff__${i}__Name', i => staff[i].name),
  toObject(range(0, length(staff)), i => 'Lip__Staff__${i}__KeyHash', i => staff[i].keyHash)
)

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    // References to the vault are resolved with this identity, not with one of the app's own.
    keyVaultReferenceIdentity: identityId
    siteConfig: {
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUri
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstances
        // On storage queues a sleeping app would wake late for deadlines and reminders.
        alwaysReady: useScheduler ? [] : [{ name: 'durable', instanceCount: 1 }]
      }
    }
  }
}

resource settings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'appsettings'
  properties: union(hostSettings, schedulerSettings, lipSettings, staffSettings, overrides)
}

resource publishingByFtp 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

resource publishingByPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

// Staff sign in with Entra ID; recipients come by their personal link, and Event Grid brings a token of its own. Paths that are not
// excluded need a signed-in person: only there the application believes X-MS-CLIENT-PRINCIPAL (Lip__Staff__EntraRole above).
resource authentication 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'authsettingsV2'
  properties: {
    platform: { enabled: true }
    globalValidation: {
      requireAuthentication: true
      unauthenticatedClientAction: 'RedirectToLoginPage'
      redirectToProvider: 'azureActiveDirectory'
      excludedPaths: loadJsonContent('../public-paths.json').paths
    }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          clientId: entraClientId
          openIdIssuer: '${environment().authentication.loginEndpoint}${subscription().tenantId}/v2.0'
        }
        validation: {
          allowedAudiences: ['api://${entraClientId}', entraClientId]
        }
      }
    }
    login: { tokenStore: { enabled: false } }
  }
}

// Figures only. The platform's logs of requests and of built-in authentication may hold addresses of pages, and those hold the tokens of
// personal links; who signed in stands in Entra ID's own log.
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    metrics: [
      { category: 'AllMetrics', enabled: true }
    ]
  }
}

output id string = app.id
output hostName string = app.properties.defaultHostName
