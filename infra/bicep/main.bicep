// LipServerless on Azure: one resource group, one function app, no key anywhere.
// Deploy it twice: once to make the resources, once more with `events = true` when the function app answers (infra/README.md).
targetScope = 'resourceGroup'

@description('dev is cheap and forgets soon; prod keeps what a consultation needs and wakes nobody in vain.')
@allowed(['dev', 'prod'])
param environment string

@description('Start of all names: lower-case letters and digits.')
@minLength(2)
@maxLength(8)
param prefix string = 'lip'

@description('Where data lies. Germany by default; the mail service keeps data at rest in dataLocation.')
param location string = 'germanywestcentral'

@description('Where the mail service keeps data at rest.')
@allowed(['Germany', 'Europe'])
param dataLocation string = 'Germany'

@description('Who carries the orchestrations: the storage account, or a Durable Task Scheduler.')
@allowed(['AzureStorage', 'DurableTaskScheduler'])
param durableBackEnd string = 'AzureStorage'

@description('Where recipients find their pages: absolute, with a slash at its end. Empty: the address of the function app.')
param publicBaseUrl string = ''

@description('The project office\'s address: replies of recipients go there.')
param officeAddress string

@description('Where alerts and the budget\'s warnings go.')
param alertAddress string

@description('Budget of a month, in the currency of the subscription.')
param monthlyBudget int = 50

@description('First day of the month in which the budget begins, as yyyy-MM-01. Fixed at the first deployment: a budget\'s start cannot be moved.')
param budgetStart string

@description('Client id of the Entra app registration that staff sign in with; its app role Lip.Staff lets them in.')
param entraClientId string

@description('Persons in whose name programs use the API: [{ name: \'…\', keyHash: \'lower-case hex SHA-256 of the key\' }].')
param staff array = []

@description('A roster file within the deployed package, such as roster.json; empty for the sample roster.')
param rosterFile string = ''

@description('True once the function app is deployed: Event Grid asks its web hook before it accepts it.')
param events bool = false

@description('Overrides of the application\'s settings by name, such as { Lip__Limits__GuessesPerMinute: \'10\' }. Names are those of local.settings.sample.json.')
param settings object = {}

@description('Tags of every resource.')
param tags object = {}

var isProduction = environment == 'prod'
var name = '${prefix}-${environment}'
var unique = uniqueString(resourceGroup().id, name)
var appName = '${name}-${take(unique, 6)}'
var appAddress = empty(publicBaseUrl) ? 'https://${appName}.azurewebsites.net/' : publicBaseUrl
var allTags = union({ application: 'LipServerless', environment: environment }, tags)

module identity 'modules/identity.bicep' = {
  params: {
    name: 'id-${name}'
    location: location
    tags: allTags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    name: name
    location: location
    retentionDays: 30
    tags: allTags
  }
}

module storage 'modules/storage.bicep' = {
  params: {
    name: 'st${take(prefix, 8)}${environment}${take(unique, 10)}'
    location: location
    redundancy: isProduction ? 'Standard_ZRS' : 'Standard_LRS'
    softDeleteDays: isProduction ? 14 : 7
    workspaceId: monitoring.outputs.workspaceId
    tags: allTags
  }
}

module vault 'modules/vault.bicep' = {
  params: {
    name: 'kv-${take(prefix, 6)}-${environment}-${take(unique, 6)}'
    location: location
    purgeProtection: isProduction
    workspaceId: monitoring.outputs.workspaceId
    tags: allTags
  }
}

module mail 'modules/mail.bicep' = {
  params: {
    name: name
    unique: take(unique, 6)
    dataLocation: dataLocation
    tags: allTags
  }
}

module scheduler 'modules/scheduler.bicep' = if (durableBackEnd == 'DurableTaskScheduler') {
  params: {
    name: 'dts-${name}-${take(unique, 6)}'
    location: location
    hubName: prefix
    tags: allTags
  }
}

module roles 'modules/roles.bicep' = {
  params: {
    principalId: identity.outputs.principalId
    storageName: storage.outputs.name
    vaultName: vault.outputs.name
    mailName: mail.outputs.name
    insightsName: monitoring.outputs.insightsName
    schedulerName: scheduler.?outputs.name ?? ''
    durableInStorage: durableBackEnd == 'AzureStorage'
  }
}

module app 'modules/app.bicep' = {
  params: {
    name: appName
    location: location
    instanceMemoryMB: 2048
    maximumInstances: 40
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageName: storage.outputs.name
    packageContainerUri: storage.outputs.packageContainerUri
    insightsConnectionString: monitoring.outputs.insightsConnectionString
    schedulerEndpoint: scheduler.?outputs.endpoint ?? ''
    hubName: prefix
    vaultUri: vault.outputs.uri
    mailEndpoint: mail.outputs.endpoint
    mailSender: mail.outputs.sender
    officeAddress: officeAddress
    publicBaseUrl: appAddress
    entraClientId: entraClientId
    staff: staff
    rosterFile: rosterFile
    overrides: settings
    workspaceId: monitoring.outputs.workspaceId
    tags: allTags
  }
  dependsOn: [roles]
}

module deliveryReports 'modules/events.bicep' = if (events) {
  params: {
    name: 'evgt-${name}'
    mailId: mail.outputs.id
    hookAddress: '${appAddress}api/mail/events'
    entraClientId: entraClientId
    tags: allTags
  }
  dependsOn: [app]
}

module alerts 'modules/alerts.bicep' = {
  params: {
    name: name
    location: location
    alertAddress: alertAddress
    appId: app.outputs.id
    insightsId: monitoring.outputs.insightsId
    storageId: storage.outputs.id
    tags: allTags
  }
}

module budget 'modules/budget.bicep' = {
  params: {
    name: 'budget-${name}'
    amount: monthlyBudget
    start: budgetStart
    alertAddress: alertAddress
  }
}

@description('Where recipients find their pages.')
output address string = appAddress

@description('The function app: the target of `func azure functionapp publish`.')
output appName string = appName

@description('The vault that the secret of the links must be put into.')
output vaultName string = vault.outputs.name

@description('Whom recipients see as sender.')
output sender string = mail.outputs.sender
